export { showActivities, showFactHistory } from "./forms.ts";
