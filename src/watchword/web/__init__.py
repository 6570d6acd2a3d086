"""How is watchword used over HTTP? An API, the APIs that existing clients speak, and pages for people.

`app.create` makes the application; `operations` says what a route is and who may use it.
"""
