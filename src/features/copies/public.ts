export { dropFiles, keepScrubbing, readScrubbing, scrubFurther } from "./store.ts";
