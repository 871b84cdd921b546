public import Emergencies

/// What a key, a palette command or a click asks for.
///
/// Each is described once, in the table of bindings; help, footer and docs/keys.md read it there.
public enum Action: Hashable, Sendable {
  // Everywhere
  case quit, suspend, redraw, showHelp, openPalette, goBack
  case focusNext, focusPrevious, focus(PaneID), zoom
  case pickNamespaces, pickContext, pickTheme, refresh

  // Lists and documents
  case moveDown, moveUp, moveToTop, moveToBottom, pageDown, pageUp
  case scrollLeft, scrollRight
  case openFilter, findNext, findPrevious
  case sortPreviousColumn, sortNextColumn, reverseSort, sort(String), toggleWide
  case toggleMark, clearMarks
  case open, describe, showYAML, copyName, delete

  // Stacks
  case showDifference, deploy, prune, showLedger, rollBack, runScript, showDeploys
  case toggleEnvironments

  // Applications
  case sync, syncWithOptions, refreshApplications, hardRefresh, terminate, pauseOrResume
  case showOperation, showOperations, showHistory, rollBackApplication

  // Rollouts and Flux
  case deliver(DeliveryRequest), suspendOrResume

  // Workloads, jobs and nodes
  case restart, scale, setImages, showRevisions, rollBackWorkload
  case triggerJob, suspendOrResumeJobs
  case setSchedulable(Bool), drain

  // Pods and logs
  case showLogs, showPreviousLogs, showAllPods, nextGrouping
  case toggleFollow, toggleWrap, togglePrevious, pickContainer, clearLogs
  case followController, toggleAsides, showLinks, copyLink
  case logsSince(LogStart), longerLogs, shorterLogs
  case nextTimeForm, nextLogFormat, widenContext, raiseLevel, goToTime
  case markLog, nextMarker, previousMarker, nextLine, previousLine
  case copyLines, saveLog, showErrors

  // What is done to pods
  case openShell, attachToPod, forwardPorts, evictPods, cleanUpPods, stopRemoval
  case showForwards, stopForward, restartForward, copyForward, openForward

  // Who owns what
  case showOwners

  // Documents and trees
  case toggleFold, fold, unfold, foldAll, unfoldAll, toggleSecrets, toggleFaults, showFields,
    compareApplication

  // A plan under review, forms, pickers and questions
  case confirm, togglePruning, toggleForcing, toggleWaiting, toggleChoice, answer(Bool)
  case chooseOutOfSync

  // Edits by hand
  case edit, prepareEdit, resolve(EditDraft.Side), resolveAll(EditDraft.Side), dropEdit, showEdits
  case showEmergencies, undoEmergency, writeToGit, push, setVariable
}
