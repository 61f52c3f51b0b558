import { QueryError } from './query-error.ts';

/** The form that a query API is called with: `Action=...&Tags.member.1.Key=...`. */
export class Parameters {
  readonly #values: URLSearchParams;

  constructor(form: string) {
    this.#values = new URLSearchParams(form);
  }

  optional(name: string): string | undefined {
    return this.#values.get(name) ?? undefined;
  }

  /** @throws QueryError `ValidationError` */
  required(name: string): string {
    const value = this.optional(name);
    if (value !== undefined && value !== '') return value;
    const member = name.charAt(0).toLowerCase() + name.slice(1);
    throw invalid(`Value null at '${member}' failed to satisfy constraint: Member must not be null`);
  }

  /** The items of a list of texts. */
  texts(name: string): string[] {
    return this.#indexes(name).map((index) => this.#values.get(`${name}.member.${index}`) ?? '');
  }

  /** The items of a list of structures, each with its own parameters. */
  structures(name: string): Parameters[] {
    return this.#indexes(name).map((index) => {
      const prefix = `${name}.member.${index}.`;
      const own = new URLSearchParams();
      for (const [key, value] of this.#values) {
        if (key.startsWith(prefix)) own.append(key.slice(prefix.length), value);
      }
      return new Parameters(own.toString());
    });
  }

  /** @throws QueryError `ValidationError` */
  number(name: string, { least, most, usual }: { least: number; most: number; usual: number }): number {
    const text = this.optional(name);
    const value = text === undefined ? usual : Number(text);
    const member = name.charAt(0).toLowerCase() + name.slice(1);
    const failed = `Value '${text}' at '${member}' failed to satisfy constraint: Member must have value`;
    if (!(value >= least)) throw invalid(`${failed} greater than or equal to ${least}`);
    if (value > most) throw invalid(`${failed} less than or equal to ${most}`);
    return value;
  }

  /** The numbers that stand after `name.member.`, in order. */
  #indexes(name: string): number[] {
    const prefix = `${name}.member.`;
    const found = [...this.#values.keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => Number.parseInt(key.slice(prefix.length), 10));
    return [...new Set(found)].sort((first, second) => first - second);
  }
}

function invalid(problem: string): QueryError {
  return new QueryError('ValidationError', `1 validation error detected: ${problem}`);
}
