#ifndef DUET_NCURSES_SHIM_H
#define DUET_NCURSES_SHIM_H

#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#define NCURSES_NOMACROS 1

#include <curses.h>
#include <term.h>

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

// --- What Swift cannot see of ncurses -----------------------------------------------------------

/// `stdscr` is a mutable global, which Swift 6 refuses; ncurses sends what enters its screen mode
/// (alternate screen, keypad) with the first refresh of it.
static inline int duet_refresh_stdscr(void) { return wrefresh(stdscr); }

/// See `duet_refresh_stdscr`: the next refresh repaints everything, which after `endwin` is what
/// enters the screen mode again.
static inline int duet_clear_stdscr(void) { return clearok(stdscr, TRUE); }

/// Sends `keypad_xmit` now rather than with the first key.
static inline int duet_keypad_stdscr(bool on) { return keypad(stdscr, on); }

/// `tigetstr` answers NULL, or `(char *)-1` for a name that is no string: one test for both.
static inline const char *duet_terminfo_string(const char *name) {
  char *value = tigetstr((char *)name);
  return value == (char *)-1 ? NULL : value;
}

/// `cur_term` is a mutable global.
static inline TERMINAL *duet_current_terminal(void) { return cur_term; }

/// `tparm` is variadic. The result is in a buffer that the next call overwrites.
static inline const char *duet_parameterize(const char *string, long first, long second) {
  return tparm(string, first, second, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
}

/// Whether the locale's characters are UTF-8; reads the locale of the environment first.
static inline bool duet_locale_is_utf8(void) {
  setlocale(LC_CTYPE, "");
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/// `ioctl` is variadic. Returns 0 and the size, or -1.
static inline int duet_window_size(int descriptor, int *width, int *height) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return -1;
  *width = size.ws_col;
  *height = size.ws_row;
  return 0;
}

/// How many bytes wait to be read; -1 where the terminal is gone.
static inline int duet_readable_bytes(int descriptor) {
  int count = 0;
  return ioctl(descriptor, FIONREAD, &count) == 0 ? count : -1;
}

// --- Signal handlers ----------------------------------------------------------------------------
//
// They are in C because a Swift function may allocate, retain or lock before its first line, and a
// handler may do none of it. Everything below is used by TerminalRescue.swift alone: a `static` in
// a header exists once for each file that uses it.

enum {
  DUET_SIGNAL_RESIZED = 1 << 0,
  DUET_SIGNAL_CONTINUED = 1 << 1,
  DUET_SIGNAL_SUSPEND = 1 << 2,
  DUET_SIGNAL_TERMINATE = 1 << 3,
  DUET_SIGNAL_HANGUP = 1 << 4,
};

/// How long a program that was asked to end may take to, before the handler ends it.
#define DUET_GRACE_SECONDS 5

#define DUET_RESCUE_BYTES 512
#define DUET_SIGNAL_COUNT 32

// Handlers run on whichever thread a signal reaches, so what they share is atomic.
struct duet_rescue {
  int claimed;
  int armed;
  int pending;
  int asked_to_end;
  int terminal;
  int wakeup;
  size_t length;
  char bytes[DUET_RESCUE_BYTES];
  struct termios modes;
  struct sigaction previous[DUET_SIGNAL_COUNT];
};

/// A static within a function: Swift emits no variable of a header's own.
static inline struct duet_rescue *duet_rescue(void) {
  static struct duet_rescue state;
  return &state;
}

/// Gives the terminal back, once: only `write` and `tcsetattr`, which POSIX allows in a handler.
static inline void duet_rescue_terminal(void) {
  if (!__atomic_exchange_n(&duet_rescue()->armed, 0, __ATOMIC_SEQ_CST)) return;
  size_t done = 0;
  while (done < duet_rescue()->length) {
    ssize_t count = write(duet_rescue()->terminal, duet_rescue()->bytes + done,
                          duet_rescue()->length - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    done += (size_t)count;
  }
  // A process of the background would be stopped by this; its shell has the terminal back anyway.
  tcsetattr(duet_rescue()->terminal, TCSANOW, &duet_rescue()->modes);
}

static inline bool duet_is_fatal(int number) {
  return number == SIGILL || number == SIGTRAP || number == SIGABRT || number == SIGSEGV ||
         number == SIGBUS || number == SIGFPE;
}

static inline bool duet_is_polite(int number) {
  return number == SIGTERM || number == SIGHUP || number == SIGINT || number == SIGQUIT;
}

static inline bool duet_is_notice(int number) {
  return number == SIGWINCH || number == SIGCONT || number == SIGTSTP;
}

/// Hands the signal to whoever handled it before, in the end to the system's default.
static void duet_on_fatal(int number) {
  duet_rescue_terminal();
  sigaction(number, &duet_rescue()->previous[number], NULL);
  raise(number);
}

static inline void duet_die_of(int number) {
  duet_rescue_terminal();
  signal(number, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  sigprocmask(SIG_UNBLOCK, &set, NULL);
  raise(number);
}

static inline void duet_wake(int what) {
  int saved = errno;
  __atomic_fetch_or(&duet_rescue()->pending, what, __ATOMIC_SEQ_CST);
  unsigned long long one = 1;
  ssize_t ignored = write(duet_rescue()->wakeup, &one, sizeof one);
  (void)ignored;
  errno = saved;
}

/// Asks the program to end; whoever doesn't listen within the grace, or is asked twice, is ended.
static void duet_on_polite(int number) {
  if (!__atomic_load_n(&duet_rescue()->armed, __ATOMIC_SEQ_CST)) duet_die_of(number);
  if (__atomic_exchange_n(&duet_rescue()->asked_to_end, number, __ATOMIC_SEQ_CST))
    duet_die_of(number);
  alarm(DUET_GRACE_SECONDS);
  duet_wake(number == SIGHUP ? DUET_SIGNAL_HANGUP : DUET_SIGNAL_TERMINATE);
}

static void duet_on_alarm(int number) {
  (void)number;
  int asked = __atomic_load_n(&duet_rescue()->asked_to_end, __ATOMIC_SEQ_CST);
  if (asked) duet_die_of(asked);
}

static void duet_on_notice(int number) {
  duet_wake(number == SIGWINCH  ? DUET_SIGNAL_RESIZED
            : number == SIGCONT ? DUET_SIGNAL_CONTINUED
                                : DUET_SIGNAL_SUSPEND);
}

static void duet_on_ignored(int number) { (void)number; }

static inline void duet_install(int number, void (*handler)(int), int flags,
                                struct sigaction *previous) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART | flags;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, previous);
}

/// Whether the one screen that a process can have was still free; takes it.
static inline bool duet_rescue_claim(void) {
  return !__atomic_exchange_n(&duet_rescue()->claimed, 1, __ATOMIC_SEQ_CST);
}

static inline void duet_rescue_unclaim(void) {
  __atomic_store_n(&duet_rescue()->claimed, 0, __ATOMIC_SEQ_CST);
}

/// Remembers how to give the terminal back; what doesn't fit in the buffer is left out.
static inline void duet_rescue_prepare(int terminal, const struct termios *modes,
                                       const unsigned char *bytes, size_t length) {
  duet_rescue()->terminal = terminal;
  duet_rescue()->modes = *modes;
  duet_rescue()->length = length < DUET_RESCUE_BYTES ? length : DUET_RESCUE_BYTES;
  memcpy(duet_rescue()->bytes, bytes, duet_rescue()->length);
}

static inline void duet_rescue_arm(bool armed) {
  __atomic_store_n(&duet_rescue()->armed, armed, __ATOMIC_SEQ_CST);
}

/// Installs all handlers, keeping those that were there; `wakeup` is an eventfd to tell of notices.
static inline void duet_rescue_install(int wakeup) {
  duet_rescue()->wakeup = wakeup;
  __atomic_store_n(&duet_rescue()->pending, 0, __ATOMIC_SEQ_CST);
  __atomic_store_n(&duet_rescue()->asked_to_end, 0, __ATOMIC_SEQ_CST);
  for (int number = 1; number < DUET_SIGNAL_COUNT; number += 1) {
    struct sigaction *previous = &duet_rescue()->previous[number];
    if (duet_is_fatal(number)) duet_install(number, duet_on_fatal, SA_NODEFER | SA_ONSTACK, previous);
    if (duet_is_polite(number)) duet_install(number, duet_on_polite, 0, previous);
    if (duet_is_notice(number)) duet_install(number, duet_on_notice, 0, previous);
  }
  duet_install(SIGALRM, duet_on_alarm, 0, &duet_rescue()->previous[SIGALRM]);
}

/// Puts back the handlers that were there before.
static inline void duet_rescue_uninstall(void) {
  for (int number = 1; number < DUET_SIGNAL_COUNT; number += 1)
    if (duet_is_fatal(number) || duet_is_polite(number) || duet_is_notice(number))
      sigaction(number, &duet_rescue()->previous[number], NULL);
  // The grace goes on while the program winds up after giving the terminal back.
  if (!__atomic_load_n(&duet_rescue()->asked_to_end, __ATOMIC_SEQ_CST))
    sigaction(SIGALRM, &duet_rescue()->previous[SIGALRM], NULL);
}

/// While another program has the terminal its ctrl-c isn't ours; a handler, not SIG_IGN, because
/// that other program would inherit being deaf.
static inline void duet_rescue_ignore_interrupts(bool ignored) {
  void (*handler)(int) = ignored ? duet_on_ignored : duet_on_polite;
  duet_install(SIGINT, handler, 0, NULL);
  duet_install(SIGQUIT, handler, 0, NULL);
}

/// Takes what the handlers have noticed since the last time.
static inline int duet_rescue_take_pending(void) {
  return __atomic_exchange_n(&duet_rescue()->pending, 0, __ATOMIC_SEQ_CST);
}

static inline int duet_rescue_asked_to_end(void) {
  return __atomic_load_n(&duet_rescue()->asked_to_end, __ATOMIC_SEQ_CST);
}

/// Stops the whole job, as ctrl-z does in a shell; returns once it is continued.
///
/// The signal may reach another thread, and this one run on for a moment before it is stopped: so
/// it waits to be told of the continuation. A job without a shell is not stopped at all, therefore
/// not for long.
static inline void duet_stop_job(void) {
  struct sigaction ours;
  __atomic_fetch_and(&duet_rescue()->pending, ~DUET_SIGNAL_CONTINUED, __ATOMIC_SEQ_CST);
  duet_install(SIGTSTP, SIG_DFL, 0, &ours);
  kill(0, SIGTSTP);
  for (int round = 0; round < 25; round += 1) {
    int pending = __atomic_load_n(&duet_rescue()->pending, __ATOMIC_SEQ_CST);
    if (pending & DUET_SIGNAL_CONTINUED) break;
    poll(NULL, 0, 10);
  }
  sigaction(SIGTSTP, &ours, NULL);
}

#endif
