export {
  hasPart,
  opensByName,
  PARTS,
  type PartName,
  partCard,
  sayAsOf,
  sayBefore,
  sayCare,
  sayKinds,
  sayMove,
  sayPart,
  showPart,
} from "./cards.ts";
export { sayWeeks } from "./texts.ts";
