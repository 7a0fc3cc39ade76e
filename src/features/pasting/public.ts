export { beginPaste } from "./cards.ts";
