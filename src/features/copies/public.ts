export { patternsOf } from "./rules.ts";
export { dropFiles, keepScrubbing, readScrubbing, scrubFurther } from "./store.ts";
