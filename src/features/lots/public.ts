export { type Importer, keepLot, openGround, planLot } from "./store.ts";
