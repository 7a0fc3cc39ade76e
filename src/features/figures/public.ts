export { companyFigures, groupButton } from "./cards.ts";
export { mayChangeSome } from "./rules.ts";
export { changeFigures } from "./store.ts";
