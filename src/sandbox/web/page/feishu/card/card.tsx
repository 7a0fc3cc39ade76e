import { isObject, type JsonObject } from "../../../../json.ts";
import { useReading } from "../../reading.ts";
import { addressIn } from "./button.tsx";
import { Elements } from "./elements.tsx";
import { CardHeader } from "./header.tsx";
import { unknownInCard } from "./known.ts";
import { layoutOf } from "./layout.ts";
import { Problem, UnknownProperties } from "./problem.tsx";

/** A card of JSON 2.0, drawn; what it stands on is given by `CardContext`. */
export function Card({ json }: { json: JsonObject }) {
  const { t } = useReading();
  if (json.schema !== "2.0") return <Problem says={t.unknownCard} detail={JSON.stringify(json).slice(0, 200)} />;
  const config = isObject(json.config) ? json.config : {};
  const body = isObject(json.body) ? json.body : {};
  return (
    <article class={`feishu-card width-${String(config.width_mode ?? "default")}`}>
      {isObject(json.header) && (
        <CardHeader header={json.header} link={isObject(json.card_link) ? addressIn(json.card_link) : undefined} />
      )}
      <UnknownProperties of="card" names={unknownInCard("card", json)} />
      <UnknownProperties of="body" names={unknownInCard("body", body)} />
      <div class="card-body" style={layoutOf(body)}>
        <Elements elements={body.elements} at="" />
      </div>
    </article>
  );
}
