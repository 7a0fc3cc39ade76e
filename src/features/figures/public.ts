export { companyChanged, companyFigures, groupButton, segmentFigures } from "./cards.ts";
export { findSegments, segmentChoice } from "./forms.ts";
export { mayChangeSome } from "./rules.ts";
export { changeFigures, readSegments } from "./store.ts";
