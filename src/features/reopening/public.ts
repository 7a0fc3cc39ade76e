export { withUndo } from "./cards.ts";
