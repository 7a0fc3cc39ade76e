import type { Language } from "../../../../core/language.ts";
import type { Platform } from "../../platform.ts";
import { textsIn } from "../texts.ts";

interface Props {
  readonly platforms: readonly Platform[];
  readonly current: Platform;
  readonly language: Language;
  /** Where the person has no account. */
  readonly missing?: readonly Platform[];
  readonly choose: (platform: Platform) => void;
}

/** Chooses whose client one sits in front of; nothing to choose when only one is played. */
export function PlatformSwitch({ platforms, current, language, missing = [], choose }: Props) {
  const t = textsIn(language);
  if (platforms.length < 2) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div class="platforms" role="group" aria-label={t.platforms}>
      {platforms.map((platform) => {
        const away = missing.includes(platform);
        return (
          <button
            key={platform}
            type="button"
            class="platform"
            data-platform={platform}
            aria-pressed={platform === current}
            aria-disabled={away}
            title={away ? t.notThere(t.platform[platform]) : undefined}
            onClick={() => !away && platform !== current && choose(platform)}
          >
            <span class="platform-dot" aria-hidden="true" />
            {t.platform[platform]}
          </button>
        );
      })}
    </div>
  );
}
