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
export { sayWeeksZh } from "./texts.ts";
