export { type Importer, openIntake, planLot } from "./store.ts";
