export { showHeld } from "./forms.ts";
