import { givenUp } from "../../core/giving-up.ts";
import { defaultHttpInstance, type HttpInstance, type HttpRequestOptions } from "./sdk.ts";

/** Milliseconds: the SDK's own client waits for ever. */
const PATIENCE = 10_000;

interface HttpOptions {
  readonly patience?: number | undefined;
  /** Told of every answer, and of every failure to get one. */
  readonly watch?: { answered(body: unknown): void; failed(error: unknown): void };
}

/**
 * An HTTP client of our own for the SDK, with a patience. The SDK wants answers without their envelope, and with their
 * headers only where it asks for those.
 */
export const newHttp = ({ patience = PATIENCE, watch }: HttpOptions = {}): HttpInstance => {
  const http = defaultHttpInstance.create({ timeout: patience });
  const request: HttpInstance["request"] = async (asked) => {
    try {
      const signal = givenUp();
      const { data, headers } = await http.request({ ...asked, ...(signal && { signal }) });
      watch?.answered(data);
      return asked.$return_headers ? { data, headers } : data;
    } catch (error) {
      watch?.failed(error);
      throw error;
    }
  };
  const bare =
    (method: string) =>
    <T, R = T, D = unknown>(url: string, asked?: HttpRequestOptions<D>): Promise<R> =>
      request<T, R, D>({ ...asked, method, url });
  const full =
    (method: string) =>
    <T, R = T, D = unknown>(url: string, data?: D, asked?: HttpRequestOptions<D>): Promise<R> =>
      request<T, R, D>({ ...asked, method, url, ...(data !== undefined && { data }) });
  return {
    request,
    get: bare("get"),
    delete: bare("delete"),
    head: bare("head"),
    options: bare("options"),
    post: full("post"),
    put: full("put"),
    patch: full("patch"),
  };
};
