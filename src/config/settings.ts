import { BaseSettings, baseSettings } from './base.settings.js';
import type { SettingsGroup } from './group.js';

export type { Mode } from './base.settings.js';

/** The environment cannot be used; the message is one line that names every variable at fault. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * The validated configuration of one process, and its injection token: what every process has, and
 * by {@link Settings.of} what a domain has declared.
 */
export class Settings extends BaseSettings {
  private constructor(
    env: ConstructorParameters<typeof BaseSettings>[0],
    private readonly groups: ReadonlyMap<SettingsGroup<unknown>, unknown>,
  ) {
    super(env);
  }

  /**
   * The values of settings that are declared together, such as `settings.of(orderSettings)`.
   *
   * @throws Error when the declaration is not in the list that this was read with
   */
  of<V>(group: SettingsGroup<V>): V {
    if (!this.groups.has(group)) throw new Error(`${group.title}: not listed in src/settings.ts`);
    // What a group is the key of is what it has read.
    return this.groups.get(group) as V;
  }

  /**
   * Reads and checks an environment. A variable set to the empty string counts as not set.
   *
   * @throws {SettingsError} naming all variables that are missing or wrong
   */
  static read(declared: readonly SettingsGroup<unknown>[], environment: NodeJS.ProcessEnv) {
    const env: Record<string, string> = {};
    for (const [name, value] of Object.entries(environment)) if (value) env[name] = value;
    const complaints: string[] = [];
    const complain = (name: string, message: string) => complaints.push(`${name}: ${message}`);
    const finishBase = baseSettings.parse(env, complain);
    const parsed = declared.map((group) => ({ group, finish: group.parse(env, complain) }));
    const own = finishBase?.(undefined);
    const values = new Map<SettingsGroup<unknown>, unknown>();
    if (own) {
      const base = new BaseSettings(own);
      for (const { group, finish } of parsed) values.set(group, finish?.(base));
    }
    if (!own || complaints.length > 0) throw new SettingsError(complaints.join('; '));
    return new Settings(own, values);
  }
}
