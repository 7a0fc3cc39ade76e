export { awaitedChoice } from "./cards.ts";
export {
  type Awaited,
  askToJoin,
  isKnownBeyond,
  isLapsed,
  type JoinRequest,
  type Likely,
  lapsing,
  readAsked,
  readJoinRequest,
  readLikely,
  readTwins,
  whoIsKnown,
} from "./store.ts";
