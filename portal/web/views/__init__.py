"""The pages: each module is one page or one small family, a FAB view whose routes say who may enter.

A view reads through `portal.reading`, acts through `portal.services`, and renders a template made of components. What does
not live here: SQL, rules about cases, the frame. A new page is added to `portal.web.pages`.
"""
