/** Mobile numbers of mainland China, without a country code. */
export const MOBILE = /^1[3-9]\d{9}$/;
