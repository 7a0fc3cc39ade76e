export { forgetMet, type Importer, type Intake, openIntake, planLot } from "./store.ts";
