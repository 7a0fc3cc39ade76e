export { searchZones } from "./forms.ts";
export { isZone, sayZone } from "./rules.ts";
export { LANGUAGE_NAMES } from "./texts.ts";
