import type { AppSeed } from "./contract.ts";

/** An app's configuration as `registerApp({addons})` takes it, and the console's import of scopes. */
export interface AppConfiguration {
  readonly scopes: { readonly tenant: readonly string[] };
  readonly events: { readonly items: { readonly tenant: readonly string[] } };
  readonly callbacks: { readonly items: readonly string[] };
}

/** The app with everything its configuration asks for, as if an admin had approved the version. */
export const installed = (
  { scopes, events, callbacks }: AppConfiguration,
  app: Omit<AppSeed, "scopes" | "events" | "callbacks">,
): AppSeed => ({
  ...app,
  scopes: scopes.tenant,
  events: events.items.tenant,
  callbacks: callbacks.items,
});
