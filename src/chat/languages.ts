import type { Language } from "../core/language.ts";
import type { PersonIdentity } from "./sight.ts";

/** The language each person last had: an apology must be read also when the database cannot be asked. */
export interface Languages {
  /** English for someone not seen yet. */
  of(identity: PersonIdentity): Language;
  remember(identity: PersonIdentity, language: Language): void;
}

const MOST = 50_000;

export const newLanguages = (): Languages => {
  const seen = new Map<string, Language>();
  const keyOf = ({ platform, workspace, user }: PersonIdentity) => `${platform}/${workspace}/${user}`;
  return {
    of: (identity) => seen.get(keyOf(identity)) ?? "en",
    remember(identity, language) {
      if (seen.size >= MOST) seen.clear();
      seen.set(keyOf(identity), language);
    },
  };
};
