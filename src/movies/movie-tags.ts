/** What answers about movies are made of. */
export const MOVIE_TAGS = { movies: 'movies' } as const;
