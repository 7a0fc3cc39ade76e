export { forgetMet } from "./rules.ts";
export { type Importer, type Intake, openIntake, planLot, searchOwners } from "./store.ts";
