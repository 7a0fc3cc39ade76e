export { closeSegmentButton, closeTeamButton } from "./cards.ts";
