import Commands

await Duet.run()
