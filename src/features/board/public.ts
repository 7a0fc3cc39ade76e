export { saySums } from "./cards.ts";
export { type Shape, shapeOf } from "./rules.ts";
export { sayShape } from "./texts.ts";
