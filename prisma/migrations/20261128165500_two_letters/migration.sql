-- A key is one letter or two; no key begins another, which the codebook's own rules see to.
ALTER TABLE "tag" DROP CONSTRAINT "tag_key_form", ADD CONSTRAINT "tag_key_form" CHECK ("key" ~ '^([a-z0-9]|[a-z]{2})$');
-- Sixty places look different; later ones come round again, with letters.
ALTER TABLE "tag" DROP CONSTRAINT "tag_appearance_range",
  ADD CONSTRAINT "tag_appearance_range" CHECK ("appearance" BETWEEN 0 AND 29999);
