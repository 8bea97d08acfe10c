/**
 * A number that JSON wrote with a fraction or an exponent though it is whole: `2.0`, `1e3`.
 * Python tells it from the integer, and so does what DRF makes of it (`2.0` as text is "2.0");
 * in arithmetic it is an ordinary number.
 */
export class JsonFloat extends Number {}
