export { auditCare, type CareSides, closedCare, moveCare, returnCare } from "./store.ts";
