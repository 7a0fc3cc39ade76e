export { festivalsButton } from "./cards.ts";
