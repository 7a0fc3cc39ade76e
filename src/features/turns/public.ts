export {
  beat,
  giveBack,
  importerScope,
  isClosed,
  readAuthor,
  readForsaken,
  readWaiting,
  readWriter,
  takeUp,
} from "./store.ts";
