export { companyChanged, companyFigures, groupButton, segmentFigures } from "./cards.ts";
export { mayChangeSome } from "./rules.ts";
export { changeFigures, readSegments, type SegmentNamed } from "./store.ts";
