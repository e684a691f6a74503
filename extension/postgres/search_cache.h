/*
 * search_cache.h: the housekeeping of the cache that search_state.h offers.
 */
#ifndef ONRECORD_POSTGRES_SEARCH_CACHE_H
#define ONRECORD_POSTGRES_SEARCH_CACHE_H

/* Forget everything: the aliases have changed. */
extern void search_empty_cache(void);

/* Forget everything if there is no room left. */
extern void search_bound_cache(void);

#endif
