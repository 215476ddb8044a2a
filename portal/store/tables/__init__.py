"""The core's tables, one module per drawer.

Every case-like table has the database key `(county_code, id)` and the mapper key `id`; its links are
`(county_code, case_id)`; its unique constraints carry `county_code`. FAB's own `ab_*` tables stand in FAB's metadata;
`staff.user_id` points at them without a foreign key, because users are disabled, never deleted.
`columns` holds the column types and the base class, `every` imports all modules for whoever needs the whole metadata.
"""
