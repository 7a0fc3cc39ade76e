import protobuf from "protobufjs/light.js";

/** pbbp2.Frame, as oapi-sdk-go publishes it. */
const Frame = protobuf.Root.fromJSON({
  nested: {
    Header: {
      fields: {
        key: { rule: "required", type: "string", id: 1 },
        value: { rule: "required", type: "string", id: 2 },
      },
    },
    Frame: {
      fields: {
        SeqID: { rule: "required", type: "uint64", id: 1 },
        LogID: { rule: "required", type: "uint64", id: 2 },
        service: { rule: "required", type: "int32", id: 3 },
        method: { rule: "required", type: "int32", id: 4 },
        headers: { rule: "repeated", type: "Header", id: 5 },
        payloadEncoding: { type: "string", id: 6 },
        payloadType: { type: "string", id: 7 },
        payload: { type: "bytes", id: 8 },
        LogIDNew: { type: "string", id: 9 },
      },
    },
  },
}).lookupType("Frame");

export const SERVICE = 33_554_678;

export interface LineFrame {
  /** 0: control, 1: data. */
  readonly method: 0 | 1;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer;
}

export const writeFrame = ({ method, headers, payload }: LineFrame): Uint8Array =>
  Frame.encode(
    Frame.create({
      SeqID: 0,
      LogID: 0,
      service: SERVICE,
      method,
      headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
      payload,
    }),
  ).finish();

/** undefined when the bytes are no frame. */
export const readFrame = (bytes: Uint8Array): LineFrame | undefined => {
  try {
    const { method, headers, payload } = Frame.toObject(Frame.decode(bytes), { defaults: true, longs: String }) as {
      method: number;
      headers: readonly { readonly key: string; readonly value: string }[];
      payload: Uint8Array;
    };
    return {
      method: method === 0 ? 0 : 1,
      headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
      payload: Buffer.from(payload),
    };
  } catch {
    return undefined;
  }
};

/** The payload in that many pieces, cut wherever the bytes fall. */
export const pieces = (payload: Buffer, count: number): readonly Buffer[] => {
  const size = Math.ceil(payload.length / count);
  return Array.from({ length: count }, (_, index) => payload.subarray(index * size, (index + 1) * size));
};
