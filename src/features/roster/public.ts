export { beginPaste } from "./cards.ts";
export { planList } from "./handlers.ts";
