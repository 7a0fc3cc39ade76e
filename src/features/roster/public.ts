export { planList } from "./handlers.ts";
