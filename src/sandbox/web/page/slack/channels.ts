import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ShownChannel } from "../../../slack/screen.ts";

type Channels = ReadonlyMap<string, ShownChannel>;

/** The channels on the person's screen, by id. */
export const ChannelsContext = createContext<Channels>(new Map());
export const useChannels = (): Channels => useContext(ChannelsContext);
