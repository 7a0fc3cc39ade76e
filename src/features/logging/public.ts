export { logActivity, logAtEnd } from "./store.ts";
