// Preloaded into a process of the tests: its system clock is as many milliseconds ahead of the machine's as stand in the
// file CLOCK_AHEAD. It jumps with each SIGUSR2, as a machine's clock does that is set anew.

import { readFileSync } from "node:fs";
import process from "node:process";

const MachineDate = Date;
let ahead = 0;
const jump = () => {
  ahead = Number(readFileSync(process.env.CLOCK_AHEAD, "utf8"));
};
jump();
process.on("SIGUSR2", jump);

globalThis.Date = class extends MachineDate {
  constructor(...parts) {
    if (parts.length === 0) super(MachineDate.now() + ahead);
    else super(...parts);
  }
  static now() {
    return MachineDate.now() + ahead;
  }
  static [Symbol.hasInstance](one) {
    return one instanceof MachineDate;
  }
};
