import type { AppSeed, MenuEntry } from "./contract.ts";

/** An entry of the bot's menu: it sends a key, or opens the entries below it. */
interface ConfiguredEntry {
  readonly name: { readonly zh_cn: string };
  readonly event_key?: string;
  readonly children?: readonly ConfiguredEntry[];
}

/** An app's configuration as `registerApp({addons})` takes it, and the console's import of scopes. */
export interface AppConfiguration {
  readonly scopes: { readonly tenant: readonly string[] };
  readonly events: { readonly items: { readonly tenant: readonly string[] } };
  readonly callbacks: { readonly items: readonly string[] };
  readonly menu?: readonly ConfiguredEntry[];
}

/** The app with everything its configuration asks for, as if an admin had approved the version. */
export const installed = (
  { scopes, events, callbacks, menu = [] }: AppConfiguration,
  app: Omit<AppSeed, "scopes" | "events" | "callbacks">,
): AppSeed => ({
  ...app,
  scopes: scopes.tenant,
  events: events.items.tenant,
  callbacks: callbacks.items,
  menu: app.menu ?? menu.flatMap(entriesOf),
});

const entriesOf = ({ name, event_key: eventKey, children = [] }: ConfiguredEntry): readonly MenuEntry[] => [
  ...(eventKey === undefined ? [] : [{ eventKey, name: name.zh_cn }]),
  ...children.flatMap(entriesOf).map((entry) => ({ ...entry, under: name.zh_cn })),
];
