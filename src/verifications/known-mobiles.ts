/**
 * Port: whether a mobile number belongs to a user. The module that knows the users provides it.
 */
export abstract class KnownMobiles {
  abstract has(mobile: string): Promise<boolean>;
}
