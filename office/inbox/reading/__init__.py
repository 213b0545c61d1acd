"""Reading what form services give: files of any of their shapes, and their APIs. All of it becomes Submissions."""
