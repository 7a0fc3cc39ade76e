import { useReading } from "../../reading.ts";
import { fileAddress } from "../../server.ts";

interface Props {
  /** `image_key`. */
  readonly image: string;
  readonly alt: string;
  readonly size?: unknown;
}

const NAMED = new Set(["stretch", "large", "medium", "small", "tiny"]);

/** A picture that was uploaded; the sandbox keeps it. */
export function Picture({ image, alt, size }: Props) {
  const { t, me } = useReading();
  const exact = /^(\d{1,4}px) (\d{1,4}px)$/.exec(String(size));
  return (
    <img
      class={`picture ${NAMED.has(String(size)) ? `picture-${String(size)}` : ""}`}
      style={exact ? { width: exact[1], height: exact[2] } : {}}
      src={fileAddress({ platform: "feishu", id: me }, image)}
      alt={alt || t.picture}
    />
  );
}
