export { searchZones } from "./forms.ts";
export { isZone, sayZone, sayZoneName } from "./rules.ts";
export { LANGUAGE_NAMES } from "./texts.ts";
