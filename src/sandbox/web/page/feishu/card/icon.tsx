import { isObject } from "../../../../json.ts";
import { inkOf } from "./palette.ts";

/** Feishu's own drawings are not ours to copy: a sign stands for those that bots use, a dot for the rest. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/^(?:approval|yes|done|todo|check|succeed)/, "✓"],
  [/^(?:calendar|date)/, "📅"],
  [/^(?:time|clock|history|alarm)/, "🕒"],
  [/^(?:warning|error|alert)/, "⚠"],
  [/^(?:info|help|maybe)/, "ℹ"],
  [/^(?:close|no)_/, "✕"],
  [/^(?:down|expand-down)/, "⌄"],
  [/^(?:up)-/, "⌃"],
  [/^(?:right)_|^(?:right)-/, "›"],
  [/^(?:member|person|contacts|group|chat-?group)/, "👤"],
  [/^(?:bell|notice|urgent)/, "🔔"],
  [/^(?:chart|data|burnlife|trend|report)/, "📊"],
  [/^(?:gift|redpacket)/, "🎁"],
  [/^(?:chat|message|comment|reply)/, "💬"],
  [/^(?:edit|pen|rename)/, "✎"],
  [/^(?:add|plus)/, "＋"],
  [/^(?:search)/, "🔍"],
  [/^(?:location|map)/, "📍"],
  [/^(?:call|phone)/, "📞"],
  [/^(?:file|doc|sheet|bitable)/, "📄"],
  [/^(?:money|wallet|pay|cost|bill)/, "¥"],
  [/^(?:link|global)/, "🔗"],
];

/** A standard_icon or custom_icon; for the eye only, the words stand beside it. */
export function Icon({ value }: { value: unknown }) {
  if (!isObject(value)) return null;
  const token = String(value.token ?? "");
  const sign = value.tag === "custom_icon" ? "🖼" : (SIGNS.find(([form]) => form.test(token))?.[1] ?? "•");
  return (
    <span class="card-icon" style={{ color: inkOf(value.color) ?? "inherit" }} title={token} aria-hidden="true">
      {sign}
    </span>
  );
}
