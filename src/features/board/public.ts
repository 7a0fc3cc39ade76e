export { saySums } from "./cards.ts";
export { type Shape, type Standing, shapeOf } from "./rules.ts";
export { sayShape } from "./texts.ts";
