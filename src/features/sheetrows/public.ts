export { sayReason } from "./texts.ts";
