export { LOSSES, sayMissing, sayWhy } from "./texts.ts";
