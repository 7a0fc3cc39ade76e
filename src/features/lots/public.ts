export { forgetMet } from "./rules.ts";
export { type Importer, type Intake, openIntake, planLot } from "./store.ts";
