export { visitButton } from "../activities/public.ts";
export { carriedButton, pendingLine } from "./cards.ts";
export { logCarried } from "./handlers.ts";
